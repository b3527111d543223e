-- A ban ends what else is open in the same browser: those sessions are found by its mark.
ALTER TABLE temp_session ADD KEY temp_session_device (device_mark, ended_at, expires_at);
