using System.Runtime.InteropServices;
using System.Text;

namespace TradingLogging.Benchmarks.EmptyModule;

/// <summary>The floor of what a script logs: one write(2) of a line that is made already. Linux only.</summary>
public sealed class BareWrites : IDisposable
{
    private const int WriteOnly = 0x1;
    private const int Append = 0x400;

    private static readonly byte[] Line = Encoding.ASCII.GetBytes(new string('x', 163) + "\n");

    private readonly int _descriptor;

    /// <summary>Makes an empty file.</summary>
    /// <param name="path">Its full path.</param>
    public BareWrites(string path)
    {
        File.WriteAllBytes(path, []);
        _descriptor = Open(Encoding.UTF8.GetBytes(path + '\0'), WriteOnly | Append);
        if (_descriptor < 0)
            throw new IOException($"'{path}' cannot be opened.");
    }

    /// <summary>Writes the line so many times.</summary>
    /// <param name="count">How many times.</param>
    public void Write(int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (Write(_descriptor, Line, Line.Length) != Line.Length)
                throw new IOException("The line could not be written.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _ = Close(_descriptor);

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "write")]
    private static extern nint Write(int descriptor, byte[] bytes, nint count);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}
