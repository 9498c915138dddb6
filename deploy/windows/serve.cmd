@echo off
rem Open the office on this machine: serve.cmd [--production] [--port N]; waitress answers in threads.
call "%~dp0jixiao.cmd" serve --home "%~dp0office" %*
