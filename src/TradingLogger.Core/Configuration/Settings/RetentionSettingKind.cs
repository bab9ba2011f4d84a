using TradingLogging.Storage.Rotation;

namespace TradingLogging.Configuration.Settings;

/// <summary>What decides how long files are kept.</summary>
internal sealed class RetentionSettingKind : ISettingKind<Retention>
{
    public string ValidValues => Retention.ValidValues;

    public bool IsValid(Retention value) => true;

    public bool TryParse(string text, out Retention value) => Retention.TryParse(text, out value);

    public string Format(Retention value) => value.ToString();
}
