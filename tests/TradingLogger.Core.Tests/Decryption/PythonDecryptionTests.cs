using System.Diagnostics;
using TradingLogging.Decryption;
using TradingLogging.Reading;
using TradingLogging.Tests.Configuration;
using Xunit;

namespace TradingLogging.Tests.Decryption;

/// <summary>docs/decrypt-trades.py agrees with the core on every line, where Python and its package cryptography
/// are.</summary>
public sealed class PythonDecryptionTests : IDisposable
{
    private static readonly Lazy<bool> IsThere = new(() => Run("-c", "import cryptography") is { Code: 0 });

    private readonly LogFolder _folder = new();

    public PythonDecryptionTests() =>
        Assert.SkipUnless(IsThere.Value, "python3 with its package cryptography is not on this machine.");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("rsa")]
    [InlineData("p256")]
    [InlineData("other")]
    public void The_lines_of_the_vectors(string key) => AssertAgreement(
        EncryptionVectors.PrivateKeys[key],
        [.. EncryptionVectors.Cases.Select(one => one.Line)],
        string.Join('\n', EncryptionVectors.KeyLines) + "\n");

    [Fact]
    public void A_value_that_is_cut_anywhere()
    {
        using var log = new EncryptedTestLog();
        string value = log.Key.Encrypt(EncryptedTestLog.Timestamp, EncryptedTestLog.Action, "/account", "\"U1234\"");

        AssertAgreement(
            log.Owner.ExportPkcs8PrivateKeyPem(),
            [.. Enumerable.Range(0, value.Length + 1).Select(length =>
                EncryptedTestLog.Line($"\"account\": \"{value[..length]}\""))],
            log.Key.LineText);
    }

    [Fact]
    public void A_value_with_any_character_changed()
    {
        using var log = new EncryptedTestLog();
        string value = log.Key.Encrypt(EncryptedTestLog.Timestamp, EncryptedTestLog.Action, "/account", "\"U12\"");

        AssertAgreement(
            log.Owner.ExportPkcs8PrivateKeyPem(),
            [.. Enumerable.Range(0, value.Length).SelectMany(place => "Aa-=~".Select(other =>
                EncryptedTestLog.Line($"\"account\": \"{value[..place]}{other}{value[(place + 1)..]}\"")))],
            log.Key.LineText);
    }

    [Fact]
    public void A_key_line_that_is_cut_or_changed()
    {
        using var log = new EncryptedTestLog();
        string[] lines = [EncryptedTestLog.Line($"\"account\": {log.Value("/account", "\"U1\"")}")];

        AssertAgreement(log.Owner.ExportPkcs8PrivateKeyPem(), lines, log.Key.LineText[..^9] + "\n");
        AssertAgreement(log.Owner.ExportPkcs8PrivateKeyPem(), lines, "\n\n{}\n" + log.Key.LineText.TrimEnd('\n'));
    }

    private void AssertAgreement(string privateKey, string[] lines, string keyLines)
    {
        string keyPath = _folder.PathOf("owner.pem");
        string logPath = _folder.PathOf("trades.log");
        File.WriteAllText(keyPath, privateKey);
        File.WriteAllText(_folder.PathOf("trades.log.2025-12-18.keys"), keyLines);
        File.WriteAllText(logPath, string.Concat(lines.Select(line => line + "\n")));
        List<string> failures = [];
        using var keys = new ContentKeys([PrivateKey.FromFile(keyPath)]);
        string[] own =
        [
            .. TradeLog.OfFiles([logPath])
                .Read(options: new LogReadOptions
                {
                    Keys = keys,
                    NotDecrypted = failure => failures.Add($"line {failure.Location?.Line}, member {failure.Member}"),
                })
                .Select(read => read.ToString()),
        ];

        (int code, string output, string errors) =
            Run(RepositoryFile.PathOf("docs/decrypt-trades.py"), keyPath, logPath);

        Assert.Equal(own, output.TrimEnd('\n').Split('\n'));
        Assert.Equal(
            failures.Order(StringComparer.Ordinal),
            errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(error => error[(error.IndexOf(", line ", StringComparison.Ordinal) + 2)..error.IndexOf(
                    ": ", error.IndexOf(", member ", StringComparison.Ordinal), StringComparison.Ordinal)])
                .Order(StringComparer.Ordinal));
        Assert.Equal(failures.Count == 0 ? 0 : 1, code);
    }

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("python3", arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            process.EndInTime();
            return (process.ExitCode, output.InTime(), errors.InTime());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (-1, "", "");
        }
    }
}
