"""Where rows live and queries run; the only room that opens a connection."""
