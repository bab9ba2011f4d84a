using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

/// <summary>The same values through Python's <c>json.dumps</c>, where <c>python3</c> is on the machine.</summary>
public sealed class TradeLinePythonTests
{
    // Doubles come as 16 hexadecimal digits after "d", strings as their UTF-16 after "s".
    private const string Script =
        """
        import json, struct, sys
        for line in sys.stdin:
            kind, hex = line[0], line[1:].strip()
            raw = bytes.fromhex(hex)
            value = struct.unpack('>d', raw)[0] if kind == 'd' else raw.decode('utf-16-be', 'surrogatepass')
            print(json.dumps(value))
        """;

    [Fact]
    public void Doubles_are_those_of_python()
    {
        double[] values = [.. Doubles().Where(double.IsFinite)];
        string[] expected = Python(
            values.Select(
                value => "d" + BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture)));
        Assert.Equal(expected, values.Select(value => TradeLines.WriteValue(value)));
    }

    [Fact]
    public void Strings_are_those_of_python()
    {
        string[] values = [.. Strings()];
        string[] expected = Python(values.Select(value => "s" + Convert.ToHexString(Utf16(value))));
        Assert.Equal(expected, values.Select(value => TradeLines.WriteValue(value)));
    }

    private static IEnumerable<double> Doubles()
    {
        for (int power = -330; power <= 308; power++)
        {
            double value = double.Parse(FormattableString.Invariant($"1e{power}"), CultureInfo.InvariantCulture);
            yield return value;
            yield return Math.BitIncrement(value);
            yield return Math.BitDecrement(value);
            yield return -value * 1.2345678901234567;
            yield return value * 9.5;
        }

        var random = new Random(20251218);
        for (int i = 0; i < 5000; i++)
        {
            yield return BitConverter.Int64BitsToDouble(random.NextInt64());
            yield return Math.Round(random.NextDouble() * 100000, 2);
            yield return random.NextInt64(1L << 60);
        }
    }

    // Every UTF-16 code unit by itself and among others; pairs and halves of pairs.
    private static IEnumerable<string> Strings()
    {
        for (int start = 0; start < 0x10000; start += 64)
        {
            yield return string.Concat(Enumerable.Range(start, 64).Select(c => (char)c + "a"));
            yield return string.Concat(Enumerable.Range(start, 64).Select(c => (char)c));
        }

        yield return "\ud83d\ude00\udbff\udfff \ude00\ud83d";
        yield return string.Empty;
    }

    private static byte[] Utf16(string text)
    {
        var bytes = new byte[text.Length * 2];
        for (int i = 0; i < text.Length; i++)
            System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(i * 2), text[i]);
        return bytes;
    }

    private static string[] Python(IEnumerable<string> input)
    {
        var start = new ProcessStartInfo("python3", ["-c", Script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = Encoding.ASCII,
            StandardOutputEncoding = Encoding.ASCII,
        };
        using Process? python = TryStart(start);
        Assert.SkipWhen(python is null, "python3 is not on this machine.");
        Task<string> output = python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        foreach (string line in input)
            python.StandardInput.WriteLine(line);
        python.StandardInput.Close();
        string text = output.InTime();
        python.EndInTime();
        Assert.Equal(0, python.ExitCode);
        return text.Split(["\r\n", "\n"], StringSplitOptions.RemoveEmptyEntries);
    }

    private static Process? TryStart(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
