using TradingLogging.Analytics.Reports;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>The file that a report goes to. It appears as a whole or not at all.</summary>
/// <param name="path">Its full path.</param>
internal sealed class ReportFile(string path)
{
    private const string TemporaryExtension = ".tmp";

    /// <summary>Its full path.</summary>
    public string FullName => path;

    /// <summary>Whether there is a file already.</summary>
    public bool Exists => File.Exists(path);

    /// <summary>Whether there is a directory in its place.</summary>
    public bool IsDirectory => Directory.Exists(path);

    /// <summary>What its extension says it is; null when no format has it.</summary>
    public TradeReportFormat? Format => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => TradeReportFormat.Html,
        ".CSV" => TradeReportFormat.Csv,
        ".JSON" => TradeReportFormat.Json,
        ".PARQUET" => TradeReportFormat.Parquet,
        _ => null,
    };

    /// <summary>Writes the file under another name beside it and gives it its own when it is complete.</summary>
    /// <param name="write">Writes the bytes.</param>
    /// <param name="replace">Whether a file that exists is replaced.</param>
    /// <exception cref="ReportFileException">The file cannot be written.</exception>
    public void Write(Action<Stream> write, bool replace)
    {
        string temporary = path + "." + Guid.NewGuid().ToString("N") + TemporaryExtension;
        FileStream stream = Create(temporary);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            Rename(temporary, replace);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private FileStream Create(string temporary)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFileException(path, exception);
        }
    }

    private void Rename(string temporary, bool replace)
    {
        try
        {
            if (replace && Exists)
                File.Replace(temporary, path, destinationBackupFileName: null);
            else
                File.Move(temporary, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ReportFileException(path, exception);
        }
    }
}

/// <summary>The file of a report cannot be written.</summary>
/// <param name="path">The file.</param>
/// <param name="cause">What the system said.</param>
internal sealed class ReportFileException(string path, Exception cause)
    : Exception(
        $"The report '{path}' cannot be written: {cause.Message} Correct -DestinationPath, or free the place.", cause);
