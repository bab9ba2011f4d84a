using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TradingLogging.Extensions.Logging;

/// <summary>Makes loggers of Microsoft.Extensions.Logging that write to TradingLogger. The category is the name of the
/// logger, so that levels can be set by it in both.</summary>
public sealed class TradingLoggerProvider : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, ILogger> _loggers = new(StringComparer.Ordinal);
    private readonly TradingLoggerOptions _options;
    private readonly LoggerInstance _instance;

    /// <summary>Makes a provider, and initialises logging if the options have a configuration.</summary>
    /// <param name="options">The options; null for the defaults.</param>
    /// <exception cref="ArgumentException">The name of the instance is not valid.</exception>
    /// <exception cref="Configuration.ConfigurationException">The log directory cannot be created.</exception>
    public TradingLoggerProvider(TradingLoggerOptions? options = null)
    {
        _options = options ?? new TradingLoggerOptions();
        _instance = TradingLogger.GetInstance(_options.Instance);
        if (_options.Configuration is not null)
            _instance.Initialize(_options.Configuration, initializedBy: nameof(TradingLoggerProvider));
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(
        categoryName ?? throw new ArgumentNullException(nameof(categoryName)),
        name => new CategoryLogger(_instance.GetLogger(name), _options));

    /// <summary>Closes logging if the provider has initialised it and nobody else has since.</summary>
    public void Dispose()
    {
        // Another provider may have initialised it, too: the configuration tells them apart.
        TradingLoggerState state = _instance.GetState();
        if (state is { InitializedBy: nameof(TradingLoggerProvider), Configuration: { } present }
            && ReferenceEquals(present, _options.Configuration))
        {
            _instance.Close();
        }
    }
}
