"""`python -m jixiao`, where the command is not on the path."""

from jixiao.cli.main import run

if __name__ == "__main__":
    run()
