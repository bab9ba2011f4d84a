using TradingLogging.Encryption.Writing;
using TradingLogging.Masking;

namespace TradingLogging.Configuration.Settings;

/// <summary>Names and paths of members, separated by commas.</summary>
internal sealed class EncryptedNamesSettingKind : ISettingKind<IReadOnlyList<string>>
{
    private readonly NameListSettingKind _names = new();

    public string ValidValues { get; } = FormattableString.Invariant(
        $"names or paths such as client.*, of letters, digits, separators and *, at most {NamePaths.MostParts} names, ")
        + $"separated by commas, or nothing; none of {EncryptedNames.OwnInWords}, which every reader needs";

    public bool IsValid(IReadOnlyList<string> value) =>
        _names.IsValid(value)
        && value.All(path => _names.IsValid(NamePaths.PartsOf(path)) && !EncryptedNames.IsOwn(path))
        && value.Sum(path => NamePaths.PartsOf(path).Length) <= NamePaths.MostParts;

    public bool TryParse(string text, out IReadOnlyList<string> value)
    {
        value = NameListSettingKind.Split(text);
        return IsValid(value);
    }

    public string Format(IReadOnlyList<string> value) => _names.Format(value);
}

/// <summary>Paths of keys and thumbprints of certificates, separated by commas.</summary>
internal sealed class RecipientListSettingKind : ISettingKind<IReadOnlyList<string>>
{
    public string ValidValues => "paths of files and thumbprints of certificates, separated by commas, or nothing";

    public bool IsValid(IReadOnlyList<string> value) =>
        value is not null
        && value.All(name => !string.IsNullOrWhiteSpace(name) && !name.Contains(',') && !name.Any(char.IsControl));

    public bool TryParse(string text, out IReadOnlyList<string> value)
    {
        value = NameListSettingKind.Split(text);
        return IsValid(value);
    }

    public string Format(IReadOnlyList<string> value) => string.Join(", ", value ?? []);
}
