"""What templates of the administrator's corner may say."""
