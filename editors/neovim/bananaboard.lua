-- Bananaboard in Neovim 0.7 and later: put this into ~/.config/nvim/plugin/bananaboard.lua
-- `bnn` has to be on the PATH; else write its whole path into `cmd`.
vim.api.nvim_create_autocmd({ "BufRead", "BufNewFile" }, { pattern = "*.bnn", command = "setfiletype bananaboard" })

vim.api.nvim_create_autocmd("FileType", {
  pattern = "bananaboard",
  callback = function(args)
    vim.bo[args.buf].commentstring = "# %s"
    vim.bo[args.buf].shiftwidth = 2
    vim.bo[args.buf].expandtab = true
    local config = {
      name = "bananaboard",
      cmd = vim.g.bananaboard_cmd or { "bnn", "lsp" },
      root_dir = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(args.buf), ":p:h"),
    }
    if vim.lsp.start then
      vim.lsp.start(config, { bufnr = args.buf })
    else
      vim.lsp.buf_attach_client(args.buf, vim.lsp.start_client(config))
    end
  end,
})
