using System.Management.Automation;
using System.Security;
using System.Security.Cryptography.X509Certificates;
using TradingLogging.Decryption;
using TradingLogging.PowerShell.Commands;
using TradingLogging.PowerShell.Reading;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Decryption;

/// <summary>Decrypts the encrypted members of trade events.</summary>
[Cmdlet(VerbsSecurity.Unprotect, "TradeEvent", DefaultParameterSetName = CertificateSet)]
[OutputType(typeof(TradeEvent))]
public sealed class UnprotectTradeEventCommand : PSCmdlet, IDisposable
{
    private const string CertificateSet = "Certificate";
    private const string KeyFileSet = "KeyFile";

    private ContentKeys? _keys;
    private TradeEventDecryption? _decryption;
    private DecryptionReport? _report;

    /// <summary>Events: of <c>Get-TradeEvent</c>, <c>Watch-TradeEvent</c> or <c>Write-TradeEvent -PassThru</c>, their
    /// copies out of jobs, remoting and <c>Import-Clixml</c>, rows of <c>Import-Csv</c> with the columns Timestamp and
    /// Action, or lines of a log. For events that stand in no file, <c>-KeyPath</c> says where key lines are.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject[] InputObject { get; set; } = [];

    /// <inheritdoc cref="GetTradeEventCommand.Certificate"/>
    [Parameter(Mandatory = true, ParameterSetName = CertificateSet)]
    [ValidateNotNullOrEmpty]
    public X509Certificate2[] Certificate { get; set; } = [];

    /// <inheritdoc cref="GetTradeEventCommand.KeyFile"/>
    [Parameter(Mandatory = true, ParameterSetName = KeyFileSet)]
    [ValidateNotNullOrEmpty]
    public string[] KeyFile { get; set; } = [];

    /// <inheritdoc cref="GetTradeEventCommand.KeyPassword"/>
    [Parameter(ParameterSetName = KeyFileSet)]
    [ValidateNotNull]
    public SecureString? KeyPassword { get; set; }

    /// <inheritdoc cref="GetTradeEventCommand.KeyPath"/>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] KeyPath { get; set; } = [];

    /// <summary>Zeroes the keys.</summary>
    public void Dispose() => _keys?.Dispose();

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _report = new DecryptionReport(this);
        _keys = DecryptionKeys.Open(this, Certificate, KeyFile, KeyPassword, KeyPath);
        _decryption = new TradeEventDecryption(_keys!, _report.Tell);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (PSObject input in InputObject)
        {
            if (TradeInput.EventOf(input, WriteError) is { } tradeEvent)
                WriteObject(_decryption!.Decrypt(tradeEvent));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => _report!.Complete();
}
