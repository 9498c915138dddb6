@echo off
rem Install the office from this bundle, without any network: install.cmd [FOLDER] (%ProgramData%\jixiao).
chcp 65001 >nul
setlocal
set "FOLDER=%~1"
if "%FOLDER%"=="" set "FOLDER=%ProgramData%\jixiao"
py -@PYTHON@ --version >nul 2>&1 || (echo 没有找到 Python @PYTHON@，请先安装。& exit /b 1)
if not exist "%FOLDER%" mkdir "%FOLDER%"
py -@PYTHON@ -m venv "%FOLDER%\venv" || exit /b 1
"%FOLDER%\venv\Scripts\python.exe" -m pip install --quiet --no-index --disable-pip-version-check --find-links "%~dp0wheels" --require-hashes -r "%~dp0requirements.txt" || exit /b 1
copy /y "%~dp0serve.cmd" "%FOLDER%\serve.cmd" >nul
"%FOLDER%\venv\Scripts\jixiao.exe" --version || exit /b 1
echo 装好了：运行 "%FOLDER%\serve.cmd"
