namespace TradingLogging.ScriptHost;

/// <summary>The module TradingLogger is not where a built checkout has it.</summary>
/// <param name="message">What is missing, and how to build it.</param>
internal sealed class ModuleNotBuiltException(string message) : Exception(message);
