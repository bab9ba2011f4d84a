using System.Reflection;
using TradingLogging.Analytics.Reports;

namespace TradingLogging.PowerShell.Reporting;

/// <summary>The assembly that writes reports. It and the libraries it stands on are loaded when the first report is
/// written, apart from the assemblies of the host and of other modules.</summary>
internal static class ReportLibrary
{
    private const string FolderName = "reports";
    private const string PortableFolder = "net10.0";
    private const string AssemblyFile = "TradingLogger.Reports.dll";
    private const string WriterType = "TradingLogging.Reports.TradeReportWriter";
    private const string LakeWriterType = "TradingLogging.Reports.Lake.TradeLakeWriter";

    private static readonly Lazy<Assembly> Loaded = new(() => Load(FindAssembly()));

    /// <summary>What writes reports.</summary>
    /// <exception cref="ReportLibraryException">It is missing or does not load.</exception>
    public static ITradeReportWriter Writer => Make<ITradeReportWriter>(Loaded.Value, WriterType);

    /// <summary>What writes lakes.</summary>
    /// <exception cref="ReportLibraryException">It is missing or does not load.</exception>
    public static ITradeLakeWriter LakeWriter => Make<ITradeLakeWriter>(Loaded.Value, LakeWriterType);

    /// <summary>Loads the writer of an assembly.</summary>
    /// <param name="path">The assembly's full path.</param>
    /// <exception cref="ReportLibraryException">It is missing or does not load.</exception>
    public static ITradeReportWriter LoadWriter(string path) => Make<ITradeReportWriter>(Load(path), WriterType);

    private static Assembly Load(string path)
    {
        if (!File.Exists(path))
            throw new ReportLibraryException(path);

        try
        {
            return ReportAssembly.Load(path);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            throw new ReportLibraryException(path, exception);
        }
    }

    private static TWriter Make<TWriter>(Assembly assembly, string type)
    {
        try
        {
            return (TWriter)Activator.CreateInstance(assembly.GetType(type, throwOnError: true)!)!;
        }
        catch (Exception exception) when (
            exception is IOException or BadImageFormatException or TypeLoadException or TargetInvocationException)
        {
            throw new ReportLibraryException(assembly.Location, exception);
        }
    }

    // A build for one platform ships no reports of its own: those of the portable build beside it run there too.
    private static string FindAssembly()
    {
        string module = Path.GetDirectoryName(typeof(ReportLibrary).Assembly.Location)!;
        string own = Path.Combine(module, FolderName, AssemblyFile);
        string portable = Path.Combine(Path.GetDirectoryName(module)!, PortableFolder, FolderName, AssemblyFile);
        return !File.Exists(own) && File.Exists(portable) ? portable : own;
    }
}

/// <summary>The assembly that writes reports is missing or does not load.</summary>
/// <param name="path">Where it should be.</param>
/// <param name="cause">What the system said; null when there is no such file.</param>
internal sealed class ReportLibraryException(string path, Exception? cause = null) : Exception(
    $"Reports are written by '{path}', which {(cause is null ? "is missing" : "does not load: " + cause.Message)}. "
        + "Install the module again; in a checkout run 'dotnet build src/TradingLogger'.",
    cause);
