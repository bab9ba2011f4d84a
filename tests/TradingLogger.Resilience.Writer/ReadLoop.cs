using System.Globalization;

namespace TradingLogging.Resilience.Writer;

/// <summary>Reads all logs of a directory over and over, as rudely as .NET does by default: such a reader shares the
/// file with readers only.</summary>
/// <remarks>Standard output: <c>ready</c> after the first round; <c>read BYTES</c> at the end, which is when standard
/// input ends.</remarks>
internal static class ReadLoop
{
    public static int Run(string directory)
    {
        Task ended = Task.Run(Console.In.ReadToEnd);
        bool isFirst = true;
        long bytes = 0;
        byte[] buffer = new byte[64 * 1024];
        do
        {
            foreach (string path in Directory.GetFiles(directory, "tr*"))
                bytes += Read(path, buffer);
            if (isFirst)
                Console.WriteLine("ready");
            isFirst = false;
        }
        while (!ended.IsCompleted);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read {bytes}"));
        return 0;
    }

    private static long Read(string path, byte[] buffer)
    {
        long bytes = 0;
        try
        {
            using FileStream stream = File.OpenRead(path);
            while (stream.Read(buffer) is > 0 and int read)
                bytes += read;
        }
        catch (FileNotFoundException)
        {
            // Renamed since the directory was listed.
        }

        return bytes;
    }
}
