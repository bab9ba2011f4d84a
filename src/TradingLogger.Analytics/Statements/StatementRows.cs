using System.Text;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Analytics.Statements;

/// <summary>The rows of a file of separated values (RFC 4180): by commas, semicolons or tabs, whichever its heading has
/// most of.</summary>
internal sealed class StatementRows : IDisposable
{
    private static readonly char[] Separators = [',', ';', '\t'];
    private readonly string _path;
    private readonly StreamReader _reader;

    /// <summary>Opens a file.</summary>
    public StatementRows(string path)
    {
        _path = path;
        using (var reader = new StreamReader(PlatformFiles.OpenOrdinary(path), Encoding.UTF8))
            Separator = SeparatorOf(reader.ReadLine() ?? "");
        _reader = new StreamReader(PlatformFiles.OpenOrdinary(path), Encoding.UTF8);
    }

    /// <summary>What stands between two values.</summary>
    public char Separator { get; }

    /// <summary>The line that the next row begins in, from 1.</summary>
    public long Line { get; private set; } = 1;

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    /// <summary>The next row; null at the end.</summary>
    /// <exception cref="InvalidDataException">A quote is not closed.</exception>
    public string[]? Read()
    {
        if (_reader.Peek() < 0)
            return null;

        long start = Line;
        var cells = new List<string>();
        var cell = new StringBuilder();
        bool isQuoted = false;
        while (true)
        {
            int next = _reader.Read();
            if (next < 0 && isQuoted)
                throw new InvalidDataException($"'{_path}' has a quote in line {start} that is not closed.");
            // Old programs end lines with CR alone.
            if (next == '\r' && _reader.Peek() == '\n')
                next = _reader.Read();
            bool isEnd = next is '\n' or '\r';
            Line += isEnd || next < 0 ? 1 : 0;
            if (next < 0 || (isEnd && !isQuoted))
            {
                cells.Add(cell.ToString());
                return [.. cells];
            }

            if (next == '"' && isQuoted && _reader.Peek() == '"')
                cell.Append((char)_reader.Read());
            else if (next == '"')
                isQuoted = !isQuoted;
            else if (next == Separator && !isQuoted)
                Next(cells, cell);
            else
                cell.Append((char)next);
        }
    }

    private static void Next(List<string> cells, StringBuilder cell)
    {
        cells.Add(cell.ToString());
        cell.Clear();
    }

    private static char SeparatorOf(string heading)
    {
        string unquoted = string.Concat(heading.Split('"').Where((_, index) => index % 2 == 0));
        return Separators.OrderByDescending(separator => unquoted.Count(unit => unit == separator)).First();
    }
}
