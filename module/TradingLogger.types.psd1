@{
    # A module of its own: a type file that names a class can be read only when the class's assembly has been loaded.
    ModuleVersion    = '0.1.0'
    TypesToProcess   = 'TradingLogger.types.ps1xml'
    CmdletsToExport   = @()
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
