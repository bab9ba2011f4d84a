namespace TradingLogging.Help;

/// <summary>The help cannot be made. The message says where and why.</summary>
internal sealed class HelpException(string message) : Exception(message);
