"""Disease groups by diagnosis and intervention (DIP): a catalogue from history, and cases grouped."""
