using System.Text;

namespace TradingLogging.Handlers;

/// <summary>The process's stdout as a stream that takes UTF-8.</summary>
internal static class StandardOutput
{
    /// <summary>Opens it: one system call a write, and on a console of another code page (Windows) re-encoded.</summary>
    public static Stream Open()
    {
        Stream stdout = Console.OpenStandardOutput();
        Encoding encoding = Console.OutputEncoding;
        return encoding.CodePage == Encoding.UTF8.CodePage || Console.IsOutputRedirected
            ? stdout
            : new TranscodingOutputStream(stdout, encoding);
    }
}
