namespace TradingLogging.Tests.Compatibility;

/// <summary>A member of .NET that .NET Framework lacks; in a class of its own, for <see cref="DateTime"/> has one of
/// the same name.</summary>
internal static class DateTimeOffsetAdditions
{
    extension(DateTimeOffset)
    {
        public static DateTimeOffset UnixEpoch => new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    }
}
