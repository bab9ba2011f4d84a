using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Benchmarks.Contenders;

/// <summary>The floor: one write of a line that is made already, on a file opened for appending.</summary>
internal sealed class WriteFloor : Contender
{
    private static readonly byte[] Line = Encoding.ASCII.GetBytes(new string('x', 163) + "\n");

    private AppendHandle? _handle;

    public override string Name => "floor: one write(2) of a prebuilt line";

    public override void Open(string directory) =>
        _handle = PlatformFiles.Current.OpenForAppend(Path.Combine(directory, "floor.log"));

    public override void Log() => _handle!.Write(Line);

    public override void Dispose() => _handle?.Dispose();
}
