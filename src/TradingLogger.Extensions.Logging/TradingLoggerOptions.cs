using TradingLogging.Configuration;

namespace TradingLogging.Extensions.Logging;

/// <summary>How <see cref="TradingLoggerProvider"/> logs.</summary>
public sealed class TradingLoggerOptions
{
    /// <summary>The configuration that logging is initialised with, which the end of the provider closes. Null, the
    /// default: the program initialises logging itself and closes it, before or after it adds the provider. A message
    /// before that is an <see cref="InvalidOperationException"/>. <c>new LoggingConfig()</c> takes the
    /// defaults.</summary>
    public LoggingConfig? Configuration { get; set; }

    /// <summary>The name of the logger that takes the records (<see cref="TradingLogger.GetInstance"/>). Default
    /// <c>default</c>.</summary>
    public string Instance { get; set; } = LoggerInstance.DefaultName;

    /// <summary>Whether scopes become members of the records inside, of trade events too. Default true.</summary>
    public bool IncludeScopes { get; set; } = true;

    /// <summary>Whether the id of an event becomes the members <c>event_id</c> and <c>event_name</c>. One that is 0 and
    /// has no name never does. Default true.</summary>
    public bool IncludeEventId { get; set; } = true;

    /// <summary>Whether the template of the message becomes the member <c>template</c>. Default false.</summary>
    public bool IncludeTemplate { get; set; }

    /// <summary>Takes what keeps a record from being written, for example a full disk. Null, the default: the exception
    /// goes to the caller, which the framework wraps into an <see cref="AggregateException"/>.</summary>
    public Action<Exception>? Failed { get; set; }
}
