using System.Diagnostics.CodeAnalysis;

namespace TradingLogging.Json;

/// <summary>The caller's own code has taken too long in this line. Never leaves the formatting.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "Made in one place.")]
[SuppressMessage("Design", "CA1064:Exceptions should be public", Justification = "It is caught where the caller's other exceptions are.")]
internal sealed class OutOfTimeException : Exception;
