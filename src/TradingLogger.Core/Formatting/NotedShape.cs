namespace TradingLogging.Formatting;

/// <summary>A type of which only a fixed note is written and whose values are never looked into.</summary>
internal sealed class NotedShape(string note) : ValueShape
{
    public const string SecretNote = Masking.SecretMask.Mark;

    public static readonly NotedShape Secret = new(SecretNote);

    public override void Write(JsonLine line, object value) => line.Text(note);
}
