using System.Globalization;
using System.Text.Json;
using TradingLogging.PowerShell.Tests.Hosting;
using TradingLogging.Reading;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Reading;

/// <summary>Encrypted members by the cmdlets, on the lines of <c>docs/encryption-vectors.json</c>.</summary>
public sealed class UnprotectTradeEventTests : IDisposable
{
    private static readonly JsonElement Vectors =
        JsonDocument.Parse(File.ReadAllText(RepositoryRoot.File("docs/encryption-vectors.json"))).RootElement;

    private readonly PowerShellSession _session = new();

    public UnprotectTradeEventTests()
    {
        Directory.CreateDirectory(_session.File("logs"));
        foreach (JsonProperty key in Vectors.GetProperty("private_keys").EnumerateObject())
            File.WriteAllText(_session.File($"{key.Name}.pem"), key.Value.GetString());
        File.WriteAllLines(
            _session.File("logs/trades.log.2025-12-18.keys"),
            Vectors.GetProperty("key_lines").EnumerateArray().Select(line => line.GetString()!));
        WriteLog("a text", "a number keeps its digits", "nothing encrypted");
    }

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("Get-TradeEvent logs -KeyFile rsa.pem")]
    [InlineData("Get-TradeEvent logs -KeyFile other.pem, p256.pem")]
    [InlineData("Get-TradeEvent logs | Unprotect-TradeEvent -KeyFile rsa.pem")]
    [InlineData("Get-TradeEvent logs | Get-TradeEvent -KeyFile rsa.pem")]
    [InlineData("Get-TradeEvent logs | Unprotect-TradeEvent -Certificate $certificate")]
    [InlineData("Get-TradeEvent logs -Certificate $certificate")]
    [InlineData("Get-Content logs/trades.log | Unprotect-TradeEvent -KeyFile rsa.pem -KeyPath logs")]
    [InlineData(
        "Get-Content logs/trades.log | Unprotect-TradeEvent -KeyFile rsa.pem -KeyPath logs/trades.log.2025-12-18.keys")]
    public void The_owner_of_the_private_key_gets_the_lines_as_they_would_be_without_encryption(string command)
    {
        ScriptResult result = _session.Invoke($"{Certificate}\n{command} | ForEach-Object ToString").Succeeded();

        Assert.Equal(
            [Plain("a text"), Plain("a number keeps its digits"), Plain("nothing encrypted")],
            result.Values.Cast<string>());
    }

    [Theory]
    [InlineData("-Where @{ account = 'U1234567' }")]
    [InlineData("-Where @{ account = 'u12*' }")]
    [InlineData("-Where { $_.account -eq 'U1234567' }")]
    [InlineData("-Where @{ account = { $_.Length -eq 8 } } -Symbol AAPL")]
    public void Conditions_decide_on_plain_values_with_a_key(string condition)
    {
        Assert.Single(_session.Invoke($"Get-TradeEvent logs -KeyFile rsa.pem {condition}").Succeeded().Values);
        Assert.Equal(
            [1L],
            _session.Invoke($"Get-TradeEvent logs -KeyFile rsa.pem -Count {condition}").Succeeded().Values);
        Assert.Empty(_session.Invoke($"Get-TradeEvent logs {condition}").Succeeded().Values);
    }

    [Fact]
    public void Without_a_key_everything_is_read_and_counted_and_the_cipher_text_is_a_text()
    {
        Assert.Equal([3L], _session.Invoke("Get-TradeEvent logs -Count").Succeeded().Values);
        Assert.Equal(
            [2L],
            _session.Invoke("(Get-TradeEvent logs -Where @{ account = 'encrypted:*' }).Count "
                + "+ (Get-TradeEvent logs -Where @{ quantity = 'encrypted:*' }).Count").Succeeded().Values
                .Select(value => Convert.ToInt64(value, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Plain_values_keep_their_types_through_what_is_piped()
    {
        ScriptResult result = _session.Invoke("""
            $read = Get-TradeEvent logs -KeyFile rsa.pem -Where @{ quantity = 100 }
            $read.quantity.GetType().Name, $read.price.GetType().Name, $read.price
            ($read | ConvertTo-Json -Compress) -like '*"quantity":100,"price":189.5000*'
            ($read | Export-Csv rows.csv -NoTypeInformation)
            (Import-Csv rows.csv).quantity
            """).Succeeded();

        Assert.Equal(["Int64", "Decimal", 189.5000m, true, "100"], result.Values);
    }

    [Fact]
    public void Figures_and_reports_have_plain_values_when_decrypted_events_are_piped()
    {
        ScriptResult result = _session.Invoke("""
            $activity = Get-TradeEvent logs -KeyFile rsa.pem | Measure-TradeActivity
            $activity.FindingCounts.ContainsKey('EncryptedMember')
            Get-TradeEvent logs -KeyFile rsa.pem | Export-TradeReport -DestinationPath table.csv
            (Get-Content table.csv -Raw) -like '*U1234567*'
            Get-TradeEvent logs | Export-TradeReport -DestinationPath cipher.csv
            (Get-Content cipher.csv -Raw) -like '*U1234567*'
            """).Succeeded();

        Assert.Equal([false, true, false], result.Values);
    }

    [Fact]
    public void What_does_not_open_is_an_error_that_names_line_member_and_reason_and_the_event_comes_all_the_same()
    {
        WriteLog("a text", "two members swapped");

        ScriptResult result = _session.Invoke("Get-TradeEvent logs -KeyFile rsa.pem | ForEach-Object ToString");

        Assert.Equal([Plain("a text"), Plain("two members swapped")], result.Values);
        Assert.Equal(2, result.Errors.Length);
        Assert.All(result.Errors, error =>
        {
            Assert.StartsWith("MemberNotDecrypted", error.FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Contains("trades.log, line 2", error.Exception.Message, StringComparison.Ordinal);
            Assert.IsType<UndecryptedMember>(error.TargetObject);
        });
        Assert.Contains("'/account'", result.Errors.First().Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_one_file_fifty_members_are_told_one_by_one_and_the_others_by_their_number()
    {
        WriteLog([.. Enumerable.Repeat("a text", 60)]);

        ScriptResult result = _session.Invoke("Get-TradeEvent logs -KeyFile other.pem");

        Assert.Equal(60, result.Values.Count());
        Assert.Equal(51, result.Errors.Length);
        Assert.Contains("10 further", result.Errors.Last().Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-TradeEvent logs -KeyFile nowhere.pem", "InvalidPrivateKey")]
    [InlineData("Get-TradeEvent logs -KeyFile logs/trades.log", "InvalidPrivateKey")]
    [InlineData("Get-TradeEvent logs -Certificate $certificate.Public", "InvalidPrivateKey")]
    [InlineData("Get-TradeEvent logs -KeyFile rsa.pem -KeyPath nowhere", "KeyPathNotFound")]
    [InlineData("Test-TradeLog logs -KeyPath nowhere", "KeyPathNotFound")]
    [InlineData("Get-TradeEvent logs -KeyPath logs", "ContradictoryParameters")]
    [InlineData("5 | Unprotect-TradeEvent -KeyFile rsa.pem", "NotATradeEvent")]
    public void Mistakes_have_ids(string command, string id)
    {
        ScriptResult result = _session.Invoke(
            $"{Certificate}\n{command.Replace("$certificate.Public", "$public", StringComparison.Ordinal)}");

        Assert.StartsWith(
            id, (result.Failure ?? result.Errors.FirstOrDefault())?.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void An_encrypted_key_file_opens_with_its_password()
    {
        ScriptResult result = _session.Invoke("""
            $key = [System.Security.Cryptography.RSA]::Create()
            $key.ImportFromPem((Get-Content rsa.pem -Raw))
            $pbe = [System.Security.Cryptography.PbeParameters]::new(
                'Aes256Cbc', [System.Security.Cryptography.HashAlgorithmName]::SHA256, 1000)
            Set-Content locked.pem $key.ExportEncryptedPkcs8PrivateKeyPem('secret', $pbe)
            $password = [System.Net.NetworkCredential]::new('', 'secret').SecurePassword
            (Get-TradeEvent logs -KeyFile locked.pem -KeyPassword $password)[0].account
            """).Succeeded();

        Assert.Equal(["U1234567"], result.Values);
    }

    [Fact]
    public void A_key_file_that_is_lost_is_told_by_the_test_of_the_log_which_is_intact_all_the_same()
    {
        Directory.CreateDirectory(_session.File("copies"));
        File.Move(
            _session.File("logs/trades.log.2025-12-18.keys"), _session.File("copies/trades.log.2025-12-18.keys"));

        ScriptResult lost = _session.Invoke("$proof = Test-TradeLog logs; $proof.IsIntact; $proof.KeyProblems.Values");
        ScriptResult kept = _session.Invoke("(Test-TradeLog logs -KeyPath copies).KeyProblems.Copy | Split-Path -Leaf");

        Assert.Equal([true, 4L], lost.Succeeded().Values);
        Assert.Contains("4 encrypted values from line 1 on cannot be opened", Assert.Single(lost.Warnings));
        Assert.Equal(["trades.log.2025-12-18.keys"], kept.Succeeded().Values);
        Assert.Contains("Add the line to the key file beside the log", Assert.Single(kept.Warnings));
    }

    private static string Certificate => """
        $key = [System.Security.Cryptography.RSA]::Create()
        $key.ImportFromPem((Get-Content rsa.pem -Raw))
        $request = [System.Security.Cryptography.X509Certificates.CertificateRequest]::new(
            'CN=desk', $key, [System.Security.Cryptography.HashAlgorithmName]::SHA256,
            [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
        $certificate = $request.CreateSelfSigned([datetime]::UtcNow.AddDays(-1), [datetime]::UtcNow.AddDays(1))
        $public = [System.Security.Cryptography.X509Certificates.X509CertificateLoader]::LoadCertificate(
            $certificate.RawData)
        """;

    private static string Plain(string name) => Case(name).GetProperty("plain").GetString()!;

    private static JsonElement Case(string name) => Vectors.GetProperty("cases").EnumerateArray()
        .Single(one => one.GetProperty("name").GetString() == name);

    private void WriteLog(params string[] names) => File.WriteAllLines(
        _session.File("logs/trades.log"), names.Select(name => Case(name).GetProperty("line").GetString()!));
}
