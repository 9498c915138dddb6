"""What is said of a bureau, from files of feeds: gathered, told apart, watched for bursts, answered in time."""
