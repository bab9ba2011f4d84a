using Serilog;
using TradingLogging.Configuration;
using TradingLogging.Logging;

namespace TradingLogging.Peers;

/// <summary>A logger, set up so that several processes may write the same file.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="Title">Its name and version, and how it is set up.</param>
/// <param name="Write">Writes lines to a log in a directory; rotates at a size, or never when that is 0.</param>
internal sealed record Peer(string Name, string Title, Action<string, long, IEnumerable<string>> Write)
{
    // More than are made: what is missing was lost, not removed.
    private const int PlentyOfBackups = 10_000;

    public static IReadOnlyList<Peer> All { get; } =
    [
        new("tradinglogger", "TradingLogger", WriteTradingLogger),
        new("serilog", "Serilog.Sinks.File 7.0.0 `shared: true`", WriteSerilog),
    ];

    public static Peer ByName(string name) => All.Single(peer => peer.Name == name);

    private static void WriteTradingLogger(string directory, long maxBytes, IEnumerable<string> lines)
    {
        TradingLogger.Initialize(new LoggingConfig
        {
            LogDirectory = directory,
            Console = false,
            MaxBytes = maxBytes,
            BackupCount = PlentyOfBackups,
        });
        Logger logger = TradingLogger.GetLogger("trading");
        foreach (string line in lines)
            logger.Info(line);
        TradingLogger.Close();
    }

    private static void WriteSerilog(string directory, long maxBytes, IEnumerable<string> lines)
    {
        using Serilog.Core.Logger logger = new LoggerConfiguration()
            .WriteTo.File(
                Path.Combine(directory, "trading.log"),
                outputTemplate: "{Message:lj}{NewLine}",
                formatProvider: null,
                shared: true,
                fileSizeLimitBytes: maxBytes == 0 ? null : maxBytes,
                rollOnFileSizeLimit: maxBytes > 0,
                retainedFileCountLimit: PlentyOfBackups)
            .CreateLogger();
        foreach (string line in lines)
            logger.Information("{Line:l}", line);
    }
}
