@echo off
rem Install the office from this bundle, or bring one up to date, without any network:
rem install.cmd [FOLDER]; %ProgramData%\jixiao where none is named. Another Python: set PYTHON=...\python.exe
chcp 65001 >nul
setlocal
set "FOLDER=%ProgramData%\jixiao"
if not "%~1"=="" set "FOLDER=%~f1"
set INTERPRETER=py -@PYTHON@
if defined PYTHON set INTERPRETER="%PYTHON%"
%INTERPRETER% -c "import sys; sys.exit('%%d.%%d' %% sys.version_info[:2] != '@PYTHON@')" >nul 2>&1
if errorlevel 1 goto no_python
if not exist "%FOLDER%\" goto new
if exist "%FOLDER%\venv\" goto build
for /f "delims=" %%f in ('dir /b /a "%FOLDER%"') do goto occupied
:new
mkdir "%FOLDER%\office"
if errorlevel 1 exit /b 1
rem Others on this machine may not read it: the system, administrators, who installs, the service's account.
icacls "%FOLDER%" /inheritance:r /grant:r "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" "*S-1-5-19:(OI)(CI)RX" "%USERDOMAIN%\%USERNAME%:(OI)(CI)F" >nul
if errorlevel 1 goto open_to_others
icacls "%FOLDER%\office" /grant "*S-1-5-19:(OI)(CI)M" >nul
if errorlevel 1 goto open_to_others
:build
if exist "%FOLDER%\venv.new\" rmdir /s /q "%FOLDER%\venv.new"
%INTERPRETER% -m venv "%FOLDER%\venv.new"
if errorlevel 1 exit /b 1
"%FOLDER%\venv.new\Scripts\python.exe" -m pip install --isolated --quiet --no-index --disable-pip-version-check --find-links "%~dp0wheels" --require-hashes -r "%~dp0requirements.txt"
if errorlevel 1 exit /b 1
"%FOLDER%\venv.new\Scripts\python.exe" -m jixiao --version
if errorlevel 1 exit /b 1
rem What was there is kept until the new one stands: back by renaming venv.before to venv.
if not exist "%FOLDER%\venv\" goto put
ren "%FOLDER%\venv" venv.old
if exist "%FOLDER%\venv\" goto in_use
if exist "%FOLDER%\venv.before\" rmdir /s /q "%FOLDER%\venv.before"
ren "%FOLDER%\venv.old" venv.before
:put
ren "%FOLDER%\venv.new" venv
if not exist "%FOLDER%\venv\" goto in_use
for %%f in (jixiao.cmd serve.cmd backup.cmd tasks.cmd tasks.py README.zh.txt) do copy /y "%~dp0%%f" "%FOLDER%\%%f" >nul
if not exist "%FOLDER%\settings.cmd" copy "%~dp0settings.cmd" "%FOLDER%\settings.cmd" >nul
echo 装好了：运行 "%FOLDER%\serve.cmd"
exit /b 0
:no_python
echo 没有找到 Python @PYTHON@：请先安装它，或用 set PYTHON=…\python.exe 指明它在哪里。
exit /b 1
:occupied
echo "%FOLDER%" 里已有别的文件：请另指一个文件夹，如 install.cmd D:\jixiao
exit /b 1
:open_to_others
echo 没能限定谁可以读 "%FOLDER%"：请在 NTFS 的盘上、以管理员身份安装。
exit /b 1
:in_use
echo "%FOLDER%\venv" 正在使用：请先停止办公系统，再运行一次。
exit /b 1
