namespace TradingLogging.Reading.Sources;

/// <summary>Knows lines that nobody needs to read.</summary>
internal interface ILineSkipper
{
    /// <summary>Measures the lines at the beginning of some bytes that need not be read.</summary>
    /// <param name="bytes">Begin with a line.</param>
    /// <param name="lines">How many such lines there are.</param>
    /// <returns>How many bytes they have, with their line feeds.</returns>
    int Measure(ReadOnlySpan<byte> bytes, out int lines);
}
