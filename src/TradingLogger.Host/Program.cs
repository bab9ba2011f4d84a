using TradingLogging.ScriptHost;

// Read once by the engine's static constructor, so it has to stand before anything of the engine is touched.
Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

return CommandLine.Run(args);
