@echo off
rem Open the office on this machine; waitress serves its pages in threads of one process.
chcp 65001 >nul
setlocal
set "JIXIAO_OFFICE_THREADS=1"
"%~dp0venv\Scripts\jixiao.exe" serve --home "%~dp0office" %*
