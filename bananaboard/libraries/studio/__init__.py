"""Products, comics, stickers, mock-ups, fashion, lettering and retouching."""
