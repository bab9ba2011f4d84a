namespace TradingLogging.Json.Converters;

/// <summary>A type of which only a fixed note is written and whose values are never looked into.</summary>
internal sealed class OpaqueConverter(string note) : ValueConverter
{
    public const string SecretNote = Masking.SecretMask.Mark;

    public static readonly OpaqueConverter Secret = new(SecretNote);

    public override void Write(JsonLine line, object value) => line.Text(note);
}
