package org.tradehouse.run;

import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/** Tells the run's row and the listener where the job is. */
final class Watch implements StepExecutionListener {
    private final RunBook runs;
    private final Attempt attempt;

    Watch(RunBook runs, Attempt attempt) {
        this.runs = runs;
        this.attempt = attempt;
    }

    @Override
    public void beforeStep(StepExecution step) {
        runs.step(attempt.runId(), step.getStepName(), step.getJobExecutionId());
        attempt.enter(step);
        attempt.progress().stepStarted(step.getStepName());
    }

    @Override
    public ExitStatus afterStep(StepExecution step) {
        if (step.getExitStatus().equals(ExitStatus.COMPLETED)) {
            attempt.progress().stepFinished(step.getStepName());
        }
        return step.getExitStatus();
    }
}
