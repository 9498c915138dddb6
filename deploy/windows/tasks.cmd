@echo off
rem Begin the office with the machine, back it up by night, seal it by month: run as administrator.
setlocal
if exist "%~dp0settings.cmd" call "%~dp0settings.cmd"
"%~dp0venv\Scripts\python.exe" "%~dp0tasks.py" register
