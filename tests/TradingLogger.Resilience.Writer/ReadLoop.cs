using System.Globalization;

namespace TradingLogging.Resilience.Writer;

/// <summary>Reads all logs of a directory over and over, as rudely as .NET does by default: such a reader shares the
/// file with readers only.</summary>
/// <remarks>Standard output: <c>ready</c> after the first round; <c>read ROUNDS</c> at the end, which is when standard input
/// ends.</remarks>
internal static class ReadLoop
{
    public static int Run(string directory)
    {
        Task ended = Task.Run(Console.In.ReadToEnd);
        int rounds = 0;
        byte[] buffer = new byte[64 * 1024];
        do
        {
            foreach (string path in Directory.GetFiles(directory, "tr*"))
                Read(path, buffer);
            if (rounds++ == 0)
                Console.WriteLine("ready");
        }
        while (!ended.IsCompleted);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read {rounds}"));
        return 0;
    }

    private static void Read(string path, byte[] buffer)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            while (stream.Read(buffer) > 0)
            {
            }
        }
        catch (FileNotFoundException)
        {
            // Renamed since the directory was listed.
        }
    }
}
