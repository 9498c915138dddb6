"""The bureau's own desk: quality, tasks, letters, releases, staff, papers, matters, clearing."""
