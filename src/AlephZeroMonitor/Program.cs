using AlephZeroMonitor.Commands;

// Without a verb, the program watches.
return await CommandLine.RunAsync(
    args,
    WatchCommand.Create(),
    FactsCommand.Create(),
    HealthcheckCommand.Create(),
    CheckCommand.Create(),
    DoctorCommand.Create(),
    HistoryCommand.Create(),
    ExplainCommand.Create(),
    ReplayCommand.Create(),
    StatusCommand.Create(),
    NodesCommand.Create(),
    EndpointsCommand.Create(),
    TopCommand.Create(),
    PauseCommand.Create(),
    ResumeCommand.Create(),
    RestartCommand.Create(),
    NotifyCommand.Create(),
    CompletionCommand.Create());
