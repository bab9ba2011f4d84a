using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace TradingLogging.Extensions.Logging;

/// <summary>Adds TradingLogger to the logging of a program.</summary>
public static class TradingLoggerBuilderExtensions
{
    /// <summary>Adds a provider that writes to <c>trading.log</c> and the console of TradingLogger. Add it once; a
    /// second call does nothing.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">Sets the options; null for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="builder"/> is null.</exception>
    public static ILoggingBuilder AddTradingLogger(
        this ILoggingBuilder builder,
        Action<TradingLoggerOptions>? configure = null)
    {
        _ = builder ?? throw new ArgumentNullException(nameof(builder));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, TradingLoggerProvider>(_ =>
        {
            var options = new TradingLoggerOptions();
            configure?.Invoke(options);
            return new TradingLoggerProvider(options);
        }));
        return builder;
    }
}
