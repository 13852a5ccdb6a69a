using System.CommandLine;
using System.CommandLine.Parsing;

namespace AlephZeroMonitor.Commands;

/// <summary>One command of the program, with its options and its action.</summary>
internal sealed class Verb : Command
{
    /// <summary>Defines a verb.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does, for --help.</param>
    /// <param name="run">Runs it and gives the exit code.</param>
    /// <param name="inputs">Its arguments and options.</param>
    public Verb(string name, string description, Func<ParseResult, CancellationToken, Task<int>> run, params Symbol[] inputs)
        : base(name, description)
    {
        foreach (var argument in inputs.OfType<Argument>())
        {
            Add(argument);
        }

        foreach (var option in inputs.OfType<Option>())
        {
            Add(option);
        }

        if (inputs.Contains(Inputs.Json))
        {
            Add(Inputs.Output);
        }

        // The parser takes an unknown option for an argument where one fits.
        Validators.Add(result =>
        {
            var tokens = result.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens);
            foreach (var token in tokens.Where(token => token.Value is ['-', _, ..]))
            {
                result.AddError($"unknown option \"{token.Value}\"{Lookalike.Hint(token.Value, Options.Select(option => option.Name))}");
            }
        });
        SetAction(async (parsed, ct) =>
        {
            try
            {
                return await run(parsed, ct);
            }
            catch (VerbFailure failure)
            {
                return await CommandLine.FailAsync(parsed, failure.Message, Code(failure.ExitCode));
            }
            catch (StartFailure failure)
            {
                return await CommandLine.FailAsync(parsed, failure.Message, Code(ExitCodes.Usage));
            }
        });
    }

    /// <summary>The one exit code for whatever keeps this verb from its work; null: the usual codes.</summary>
    public int? FailureCode { get; init; }

    /// <summary>The exit code for a failure that usually has <paramref name="usual"/>.</summary>
    public int Code(int usual) => FailureCode ?? usual;
}

/// <summary>Ends a verb with a message for the operator. Verbs alone throw it, and <see cref="Verb"/> alone catches it.</summary>
internal sealed class VerbFailure(string message, int exitCode = ExitCodes.Failure) : Exception(message)
{
    public int ExitCode => exitCode;

    /// <summary>The settings or the command line are mistaken.</summary>
    public static VerbFailure Mistake(string message) => new(message, ExitCodes.Usage);
}

/// <summary>The program's exit codes. They are API.</summary>
internal static class ExitCodes
{
    /// <summary>Done, or ended by a signal.</summary>
    public const int Success = 0;

    /// <summary>It did not work: not healthy, a file that can't be read, rights that can't be dropped.</summary>
    public const int Failure = 1;

    /// <summary>The settings or the command line are mistaken.</summary>
    public const int Usage = 2;
}
