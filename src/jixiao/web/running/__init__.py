"""What keeps an office running: its settings, files, backups, log and demo county."""
