using System.Management.Automation;
using System.Security;
using System.Text.Json;
using TradingLogging.PowerShell.Tests.Commands;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Values;

public sealed class PowerShellValueTests
{
    [Theory]
    [InlineData("[pscustomobject]@{ b = 1; a = [pscustomobject]@{ c = 2 } }", """{"b": 1, "a": {"c": 2}}""")]
    [InlineData(
        "[pscustomobject]@{ price = 1; PSPath = 'noise'; Rate = 2; runspaceid = 'noise' }",
        """{"price": 1, "Rate": 2}""")]
    [InlineData("@([pscustomobject]@{ a = 1 }, 2, 'x')", """[{"a": 1}, 2, "x"]""")]
    [InlineData("{ $_ * 2 }", "\" $_ * 2 \"")]
    [InlineData("[switch]$true", "true")]
    [InlineData("[switch]$false", "false")]
    [InlineData("$null", "null")]
    [InlineData("[System.Management.Automation.Internal.AutomationNull]::Value", "null")]
    [InlineData("[NullString]::Value", "null")]
    [InlineData("[DayOfWeek]::Friday", "\"Friday\"")]
    [InlineData("0.10d", "0.10")]
    [InlineData("50000.0", "50000.0")]
    [InlineData("[double]::NaN", "\"NaN\"")]
    [InlineData("[bigint]::Pow(10, 30)", "1000000000000000000000000000000")]
    [InlineData("[byte[]](1, 2, 3)", "\"AQID\"")]
    [InlineData("[uri]'https://example.com/a?b=c'", "\"https://example.com/a?b=c\"")]
    [InlineData("[version]'1.2.3'", "\"1.2.3\"")]
    [InlineData("[semver]'1.2.3-beta+4'", "\"1.2.3-beta+4\"")]
    [InlineData("(Get-Command Get-Item)", "\"Get-Item\"")]
    [InlineData("[Text.Encoding]::UTF8", "\"utf-8\"")]
    [InlineData("[AggregateException]::new('all', [Exception]::new('one'), [Exception]::new('two'))",
        """{"type": "System.AggregateException", "message": "all (one) (two)", "inner": """
            + """[{"type": "System.Exception", "message": "one"}, {"type": "System.Exception", "message": "two"}]}""")]
    [InlineData("[DBNull]::Value", "null")]
    [InlineData("[System.Collections.ArrayList]@(1, 'two')", """[1, "two"]""")]
    [InlineData("[PSObject]::AsPSObject('text')", "\"text\"")]
    [InlineData("[PSObject]::AsPSObject(5)", "5")]
    [InlineData("[ordered]@{ z = 1; a = @{ y = 2; b = 3 } }", """{"z": 1, "a": {"b": 3, "y": 2}}""")]
    public void A_value_is_written_as_a_person_means_it(string value, string json)
    {
        using var session = LogFiles.LoggingSession("de-DE");

        session.Invoke($"Write-TradeEvent X @{{ value = {value} }}").Succeeded();

        Assert.Equal([$$"""{"action": "X", "value": {{json}}}"""], session.Events());
    }

    [Theory]
    [InlineData("[bigint]::Pow(10, 30)", "1000000000000000000000000000000")]
    [InlineData("[int128]::MaxValue", "170141183460469231731687303715884105727")]
    [InlineData("[uint128]::MaxValue", "340282366920938463463374607431768211455")]
    [InlineData("[half]0.1", "0.1")]
    [InlineData("[half]::NaN", "\"NaN\"")]
    [InlineData("[intptr]5", "5")]
    [InlineData("[datetimeoffset]'2025-01-02T03:04:05.678901+02:00'", "\"2025-01-02T03:04:05.678901+02:00\"")]
    [InlineData("[dateonly]::new(2025, 1, 2)", "\"2025-01-02\"")]
    [InlineData("[timeonly]::new(1, 2, 3, 500)", "\"01:02:03.5\"")]
    [InlineData("[semver]'1.2.3-beta+4'", "\"1.2.3-beta+4\"")]
    [InlineData("[regex]'a+'", "\"a+\"")]
    [InlineData("[int]", "\"System.Int32\"")]
    [InlineData("[Text.Encoding]::UTF8", "\"utf-8\"")]
    [InlineData("[System.Net.NetworkInformation.PhysicalAddress]::Parse('001122334455')", "\"001122334455\"")]
    [InlineData("[pscustomobject]@{}", "{}")]
    public void A_value_that_was_deserialised_is_written_as_the_value_was(string value, string json)
    {
        using var session = LogFiles.LoggingSession("de-DE");

        session.Invoke($$"""
            $row = [pscustomobject]@{ value = {{value}} }
            $clixml = [System.Management.Automation.PSSerializer]::Serialize($row)
            Write-TradeEvent X ([System.Management.Automation.PSSerializer]::Deserialize($clixml))
            """).Succeeded();

        Assert.Equal([$$"""{"action": "X", "value": {{json}}}"""], session.Events());
    }

    [Theory]
    [InlineData("$_")]
    [InlineData(
        "[System.Management.Automation.PSSerializer]::Deserialize("
            + "[System.Management.Automation.PSSerializer]::Serialize($_, 3))")]
    public void An_error_and_its_copy_out_of_Clixml_are_written_alike(string error)
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke($$"""
            try {
                $cause = [System.InvalidOperationException]::new('price is missing')
                throw [System.Management.Automation.ErrorRecord]::new(
                    [System.IO.IOException]::new('no answer', $cause), 'NoAnswer', 'ReadError', 'BTCUSDT')
            }
            catch {
                Write-TradeEvent X @{ error = {{error}} }
                Write-TradeEvent Y @{ error = ({{error}}).Exception }
            }
            """).Succeeded();

        const string Details = "\"type\": \"System.IO.IOException\", \"message\": \"no answer\"";
        const string Cause = """
            "inner": {"type": "System.InvalidOperationException", "message": "price is missing"
            """;
        string[] events = [.. session.Events()];
        Assert.All(events, line => Assert.Contains(Details, line, StringComparison.Ordinal));
        Assert.All(events, line => Assert.Contains(Cause, line, StringComparison.Ordinal));
        Assert.Contains("\"category\": \"ReadError\"", events[0], StringComparison.Ordinal);
        Assert.Contains("\"error_id\": \"NoAnswer\"", events[0], StringComparison.Ordinal);
        Assert.Contains("\"target\": \"BTCUSDT\"", events[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$order")]
    [InlineData(
        "[System.Management.Automation.PSSerializer]::Deserialize("
            + "[System.Management.Automation.PSSerializer]::Serialize($order))")]
    public void An_object_that_was_deserialised_has_the_members_that_it_had(string order)
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke($$"""
            class Fill { [string] $Venue = 'X'; [decimal] $Price = 0.10d; [DayOfWeek] $Day = 'Friday' }
            $order = [pscustomobject]@{
                symbol = 'BTC'
                fill = [Fill]::new()
                fills = @([Fill]::new())
                n = 5
                flags = [System.IO.FileShare]'Read, Write'
            }
            $order = {{order}}
            Write-TradeEvent X $order
            $fill = $order.fill
            $fill | Write-TradeEvent Y
            """).Succeeded();

        const string Fill = """
            "Venue": "X", "Price": 0.10, "Day": "Friday"
            """;
        Assert.Equal(
            [
                $$"""{"action": "X", "symbol": "BTC", "fill": {{{Fill}}}, "fills": [{{{Fill}}}], """
                    + "\"n\": 5, \"flags\": \"ReadWrite\"}",
                $$"""{"action": "Y", {{Fill}}}""",
            ],
            session.Events());
    }

    [Fact]
    public void An_object_of_nothing_but_names_that_PowerShell_adds_to_others_keeps_them()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("[pscustomobject]@{ PSPath = 'a'; RunspaceId = 'b' } | Write-TradeEvent X").Succeeded();

        Assert.Equal(["""{"action": "X", "PSPath": "a", "RunspaceId": "b"}"""], session.Events());
    }

    [Fact]
    public void An_object_without_a_readable_property_is_an_error()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("Write-TradeEvent X (New-Object object)");

        Assert.Contains("must have named members", Assert.Single(result.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trade_event_that_was_read_is_written_by_its_members()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("""
            Write-TradeEvent FILL ([ordered]@{ symbol = 'BTC'; quantity = 0.10d })
            Get-TradeEvent -Action FILL | Write-TradeEvent REPLAY
            """).Succeeded();

        Assert.Matches(
            """^{"action": "REPLAY", "event_time": "[^"]+", "symbol": "BTC", "quantity": 0\.10}$""",
            session.Events().Last());
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("ar-SA")]
    public void Nothing_depends_on_the_culture(string culture)
    {
        using var session = LogFiles.LoggingSession(culture);

        session.Invoke("""
            Write-TradeEvent X ([ordered]@{
                price = 1234.5; quantity = 0.10d; count = 1234567
                time = [DateTime]::new(2025, 12, 18, 10, 30, 45, [DateTimeKind]::Utc); span = [TimeSpan]::FromHours(1.5)
            })
            Write-TradingLog 'x'
            """).Succeeded();

        Assert.Equal(
            [
                """{"action": "X", "price": 1234.5, "quantity": 0.10, "count": 1234567, """
                    + "\"time\": \"2025-12-18T10:30:45Z\", \"span\": \"01:30:00\"}",
            ],
            session.Events().Select(line => line.Replace("10:30:45.000000", "10:30:45", StringComparison.Ordinal)));
        var year = DateTime.Now.Year.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(session.TextLines(), line => Assert.StartsWith(year, line, StringComparison.Ordinal));
    }

    [Fact]
    public void Script_and_alias_properties_of_a_custom_object_are_evaluated_and_one_that_throws_is_noted()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("""
            $order = [pscustomobject]@{ quantity = 2; price = 10 }
            $order.PSObject.Properties.Add([psscriptproperty]::new('value', { $this.quantity * $this.price }))
            $order.PSObject.Properties.Add([psscriptproperty]::new('broken', { throw 'no price' }))
            $order.PSObject.Properties.Add([psaliasproperty]::new('size', 'quantity'))
            $order | Write-TradeEvent X
            """).Succeeded();

        Assert.Equal(
            [
                """{"action": "X", "quantity": 2, "price": 10, "value": 20, """
                    + "\"broken\": \"<error: RuntimeException: no price>\", \"size\": 2}",
            ],
            session.Events());
    }

    [Fact]
    public void Properties_added_to_another_object_are_kept_and_those_of_providers_are_not()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("""
            class Order { [string] $Symbol; [decimal] $Quantity }
            $order = [Order]@{ Symbol = 'BTCUSDT'; Quantity = 0.10d }
            Write-TradeEvent PLAIN $order
            $order.PSObject.Properties.Add([psnoteproperty]::new('note', 'added'))
            $order.PSObject.Properties.Add([psnoteproperty]::new('PSPath', 'noise'))
            Write-TradeEvent ADDED $order
            """).Succeeded();

        Assert.Equal(
            [
                """{"action": "PLAIN", "Symbol": "BTCUSDT", "Quantity": 0.10}""",
                """{"action": "ADDED", "note": "added", "Symbol": "BTCUSDT", "Quantity": 0.10}""",
            ],
            session.Events());
    }

    [Fact]
    public void A_file_is_its_path()
    {
        using var session = LogFiles.LoggingSession();
        File.WriteAllText(session.File("prices.csv"), "");

        session.Invoke("Write-TradeEvent X @{ file = $ExecutionContext.InvokeProvider.Item.Get('prices.csv')[0] }")
            .Succeeded();

        Assert.Equal(session.File("prices.csv"), Value(session.TradeLines()).GetProperty("file").GetString());
    }

    [Fact]
    public void Secrets_are_masked()
    {
        using var session = LogFiles.LoggingSession();
        using var password = new SecureString();
        password.AppendChar('s');
        password.AppendChar('3');

        session.Invoke(
            "param($Secret, $Credential) Write-TradeEvent X ([ordered]@{ a = $Secret; b = @($Credential); "
                + "c = [pscustomobject]@{ d = $Credential } })",
            ("Secret", password), ("Credential", new PSCredential("user", password))).Succeeded();

        Assert.Equal(["""{"action": "X", "a": "***", "b": ["***"], "c": {"d": "***"}}"""], session.Events());
    }

    [Fact]
    public void A_credential_cannot_be_an_event()
    {
        using var session = LogFiles.LoggingSession();
        using var password = new SecureString();

        var result = session.Invoke(
            "param($Credential) Write-TradeEvent X $Credential",
            ("Credential", new PSCredential("user", password)));

        Assert.StartsWith(
            "InvalidTradeEvent",
            Assert.Single(result.Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_record_is_type_message_and_position()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke(
            "try { 1 / 0 } catch { Write-TradeEvent X ([ordered]@{ record = $_; exception = $_.Exception; "
                + "plain = [System.IO.IOException]::new('disk') }) }")
            .Succeeded();

        var value = Value(session.TradeLines());
        Assert.All([value.GetProperty("record"), value.GetProperty("exception")], error =>
        {
            Assert.Equal("System.Management.Automation.RuntimeException", error.GetProperty("type").GetString());
            Assert.Equal("Attempted to divide by zero.", error.GetProperty("message").GetString());
            Assert.StartsWith(
                "At line:1 char:7\n+ try {",
                error.GetProperty("position").GetString(),
                StringComparison.Ordinal);
        });
        Assert.Equal(
            """{"type": "System.IO.IOException", "message": "disk"}""",
            value.GetProperty("plain").GetRawText());
    }

    [Theory]
    [InlineData("$o = @{}; $o.self = $o; $o")]
    [InlineData("$o = [pscustomobject]@{ self = $null }; $o.self = $o; $o")]
    [InlineData("$o = [ordered]@{}; $o.list = @(1, $o); $o")]
    public void A_cycle_is_cut_and_marked(string script)
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke($"Write-TradeEvent X $({script})").Succeeded();

        Assert.Contains("cycle", Assert.Single(session.TradeLines()), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("[System.Threading.Thread]::CurrentThread")]
    [InlineData("[System.IO.MemoryStream]::new()")]
    [InlineData("$ExecutionContext")]
    [InlineData("(Get-Command Write-TradeEvent)")]
    [InlineData("$Host")]
    public void What_cannot_be_serialised_costs_neither_the_event_nor_the_script(string value)
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke($"Write-TradeEvent X @{{ before = 1; value = {value}; zafter = 2 }}").Succeeded();

        Assert.Equal(1, Value(session.TradeLines()).GetProperty("before").GetInt32());
    }

    [Fact]
    public void Ten_megabytes_are_one_valid_line_and_the_cut_is_warned_of()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("Write-TradeEvent X @{ text = 'x' * 10MB }; Write-TradingLog ('y' * 10MB)")
            .Succeeded();

        Assert.Contains("too large", Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("X", Value(session.TradeLines()).GetProperty("action").GetString());
        Assert.Equal(2, session.TextLines().Length);
    }

    [Fact]
    public void After_a_slow_script_property_no_other_is_asked()
    {
        using var session = LogFiles.LoggingSession();

        var result = session.Invoke("""
            $order = [pscustomobject]@{ symbol = 'BTCUSDT' }
            $order.psobject.Properties.Add([psscriptproperty]::new('slow', { [Threading.Thread]::Sleep(2100); 1 }))
            $asks = { [IO.File]::WriteAllText("$PWD/asked", ''); 2 }
            $order.psobject.Properties.Add([psscriptproperty]::new('next', $asks))
            $order | Write-TradeEvent X
            """).Succeeded();

        Assert.False(File.Exists(session.File("asked")));
        Assert.EndsWith(
            "\"symbol\": \"BTCUSDT\", \"slow\": 1, \"<error>\": \"<time limit>\", \"truncated\": true}",
            Assert.Single(session.TradeLines()),
            StringComparison.Ordinal);
        Assert.Contains("took too long", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_slow_script_property_takes_no_member_from_a_plain_object_behind_it()
    {
        using var session = LogFiles.LoggingSession();

        session.Invoke("""
            $slow = [pscustomobject]@{}
            $slow.psobject.Properties.Add([psscriptproperty]::new('slow', { [Threading.Thread]::Sleep(2100); 1 }))
            $second = [pscustomobject]@{ symbol = 'BTCUSDT'; side = 'BUY' }
            Write-TradeEvent X ([ordered]@{ first = $slow; second = $second })
            """).Succeeded();

        Assert.Contains(
            "\"second\": {\"symbol\": \"BTCUSDT\", \"side\": \"BUY\"}",
            Assert.Single(session.TradeLines()),
            StringComparison.Ordinal);
    }

    private static JsonElement Value(string[] lines) => JsonDocument.Parse(Assert.Single(lines)).RootElement;
}
