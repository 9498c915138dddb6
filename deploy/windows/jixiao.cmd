@echo off
rem Any command, with what this office sets: jixiao.cmd office administrator admin --home ...
chcp 65001 >nul
setlocal
set "PYTHONUTF8=1"
set "JIXIAO_OFFICE_THREADS=1"
if exist "%~dp0settings.cmd" call "%~dp0settings.cmd"
"%~dp0venv\Scripts\python.exe" -m jixiao %*
