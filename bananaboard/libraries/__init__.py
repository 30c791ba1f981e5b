"""Prompt libraries that come with the program: boards import their files as `pkg:cinema/shots.bnn`."""
