namespace TradingLogging.Compatibility;

// netstandard2.0 gives the parts of a decimal in an array only.
internal static class DecimalExtensions
{
    extension(decimal)
    {
        public static int GetBits(decimal value, Span<int> destination)
        {
            int[] parts = decimal.GetBits(value);
            parts.CopyTo(destination);
            return parts.Length;
        }
    }
}
