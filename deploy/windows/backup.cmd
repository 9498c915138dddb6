@echo off
rem Write a backup into office\backups and keep those of thirty days; copy them to another machine.
chcp 65001 >nul
setlocal
set "PYTHONUTF8=1"
if exist "%~dp0settings.cmd" call "%~dp0settings.cmd"
"%~dp0venv\Scripts\python.exe" "%~dp0tasks.py" backup
