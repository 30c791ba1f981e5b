"""What others have made as a board: screenplays, shot lists, storyboards, folders of pictures."""
