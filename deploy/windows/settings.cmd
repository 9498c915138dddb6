rem What this office sets; take "rem" off a line to set it. A % in a value is written twice.
rem set "JIXIAO_OFFICE_HOSTS=jixiao.example.gov.cn"
rem set "JIXIAO_OFFICE_HTTPS=1"
rem set "JIXIAO_OFFICE_DATABASE=postgresql://user:password@host:5432/name"
rem set "JIXIAO_OFFICE_SIGNIN=%~dp0signin.toml"
rem set "JIXIAO_OFFICE_REMINDERS=%~dp0reminders.toml"
