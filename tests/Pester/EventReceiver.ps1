# A receiver of events on loopback, for the suites of the cmdlets that send. It takes lines of JSON by HTTP in a
# runspace of its own, and says what has come in Lines and Headers.

function Start-EventReceiver {
    do {
        # Nothing gives a free port and keeps it: somebody else may have taken it meanwhile.
        $free = [Net.Sockets.TcpListener]::new([ipaddress]::Loopback, 0)
        $free.Start()
        $address = "http://127.0.0.1:$($free.LocalEndpoint.Port)"
        $free.Stop()
        $listener = [Net.HttpListener]::new()
        $listener.Prefixes.Add("$address/")
        $started = try { $listener.Start(); $true } catch { $false }
    } until ($started)

    $receiver = [hashtable]::Synchronized(@{
            Uri      = "$address/events"
            Listener = $listener
            # The status of the answers; 0 for none.
            Status   = 200
            # What no line may hold.
            Poison   = $null
            Lines    = [Collections.ArrayList]::Synchronized([Collections.ArrayList]::new())
            Headers  = [Collections.ArrayList]::Synchronized([Collections.ArrayList]::new())
        })
    $receiver.Engine = [powershell]::Create().AddScript({
            param($Receiver)
            while ($true) {
                try { $context = $Receiver.Listener.GetContext() } catch { break }
                $lines = [IO.StreamReader]::new($context.Request.InputStream).ReadToEnd() -split "`n" -ne ''
                foreach ($name in $context.Request.Headers) {
                    $null = $Receiver.Headers.Add("${name}: $($context.Request.Headers[$name])")
                }
                if ($Receiver.Status -eq 0) { continue }
                $context.Response.StatusCode = $Receiver.Status
                if ($Receiver.Poison -and $lines -like "*$($Receiver.Poison)*") { $context.Response.StatusCode = 400 }
                if ($context.Response.StatusCode -eq 200) { $Receiver.Lines.AddRange(@($lines)) }
                $context.Response.Close()
            }
        }).AddArgument($receiver)
    $null = $receiver.Engine.BeginInvoke()
    $receiver
}

function Stop-EventReceiver($Receiver) {
    $Receiver.Listener.Close()
    $Receiver.Engine.Dispose()
}

# Runs a block beside the test, with the module imported. Dispose ends it.
function Start-Beside([string] $Script, [object[]] $Argument) {
    $engine = [powershell]::Create()
    $null = $engine.AddScript('param($Module, $Argument, $Script)
            Import-Module $Module
            & ([scriptblock]::Create($Script)) @Argument')
    $null = $engine.AddArgument("$PSScriptRoot/../../TradingLogger.psd1").AddArgument($Argument).AddArgument($Script)
    $null = $engine.BeginInvoke()
    $engine
}

# Waits until a block gives something true, and says whether it did.
function Wait-Until([scriptblock] $Condition) {
    $patience = [Diagnostics.Stopwatch]::StartNew()
    while ($patience.Elapsed.TotalSeconds -lt 60) {
        if (& $Condition) { return $true }
        Start-Sleep -Milliseconds 20
    }
    $false
}

function New-Secret([string] $Text) {
    $secret = [securestring]::new()
    foreach ($character in $Text.ToCharArray()) { $secret.AppendChar($character) }
    $secret
}
