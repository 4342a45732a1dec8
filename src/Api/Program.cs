using AiWebBuilder.Api.Cli;

// One binary: the server when no command is named, else the operator's tool.
return args.Length == 0 || args[0].StartsWith('-') && args[0] is not ("--help" or "-h" or "-?" or "--version")
    ? await Serve.RunAsync(args)
    : await Commands.RunAsync(args);

/// <summary>Named so that tests can start the host.</summary>
public partial class Program;
