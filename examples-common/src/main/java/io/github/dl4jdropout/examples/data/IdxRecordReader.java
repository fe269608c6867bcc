package io.github.dl4jdropout.examples.data;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.datavec.api.conf.Configuration;
import org.datavec.api.records.Record;
import org.datavec.api.records.metadata.RecordMetaData;
import org.datavec.api.records.metadata.RecordMetaDataIndex;
import org.datavec.api.records.reader.BaseRecordReader;
import org.datavec.api.split.InputSplit;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.datavec.api.writable.batch.NDArrayRecordBatch;

/**
 * Reads an IDX file of images together with its IDX file of labels, gzipped or not.
 *
 * <p>{@link #initialize(InputSplit)} takes a split of two locations, images then labels, reads both files whole and checks
 * them: a file that is cut off, damaged, too long or of the wrong kind, a label outside the classes, and files of
 * different counts are refused there with a {@link DataException}, so that no record of a bad file is ever handed out.
 *
 * <p>A record is an {@link NDArrayWritable} FLOAT {@code [1, rows × columns]}, byte b as b / 255, and an
 * {@link IntWritable} with the class. A batch ({@link #next(int)}) is two arrays, features and one-hot labels, which
 * {@code RecordReaderDataSetIterator} takes as they are: {@code new RecordReaderDataSetIterator(reader, batch, 1, classes)}.
 */
public final class IdxRecordReader extends BaseRecordReader {
    private static final long serialVersionUID = 1L;

    private final int classes;
    private Configuration configuration;
    private transient LabelledImages content;
    private transient URI location;
    private transient int next;

    /**
     * A reader that is to be initialized.
     *
     * @param classes the number of classes K; labels are 0 to K - 1
     * @throws IllegalArgumentException if it is not from 1 to 128
     */
    public IdxRecordReader(int classes) {
        if (classes < 1 || classes > 128) {
            throw new IllegalArgumentException("Number of classes: expected 1 to 128, received " + classes + ".");
        }
        this.classes = classes;
    }

    /** A reader of two files that have been read and checked. */
    IdxRecordReader(IdxFile images, IdxFile labels, int classes) throws DataException {
        this(classes);
        take(images, labels);
    }

    @Override
    public void initialize(InputSplit split) throws IOException {
        // Not kept, as the base class would: splits are not serializable, and this reader is.
        URI[] locations = split.locations();
        if (locations.length != 2) {
            throw new IllegalArgumentException("An IDX reader reads pairs of files: expected two locations, images and "
                    + "labels, received " + locations.length + ".");
        }
        take(IdxFile.readImages(Path.of(locations[0])), IdxFile.readLabels(Path.of(locations[1]), classes));
    }

    @Override
    public void initialize(Configuration conf, InputSplit split) throws IOException {
        setConf(conf);
        initialize(split);
    }

    private void take(IdxFile images, IdxFile labels) throws DataException {
        if (images.count() != labels.count()) {
            throw DataException.badFile(
                    labels.path(),
                    images.count() + " labels, one for each image of "
                            + images.path().getFileName(),
                    String.valueOf(labels.count()));
        }
        content = new LabelledImages(images.items(), labels.items(), images.rows() * images.columns(), classes);
        location = images.path().toUri();
        next = 0;
    }

    private LabelledImages content() {
        if (content == null) {
            throw new IllegalStateException("This reader has no files: call initialize with the images and the labels "
                    + "first, also after deserialization.");
        }
        return content;
    }

    @Override
    public boolean hasNext() {
        return next < content().count();
    }

    @Override
    public List<Writable> next() {
        return nextRecord().getRecord();
    }

    @Override
    public Record nextRecord() {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "All " + content.count() + " images were read; call reset to start again.");
        }
        Record record = recordAt(next++);
        invokeListeners(record);
        return record;
    }

    private Record recordAt(int index) {
        LabelledImages images = content();
        List<Writable> values = List.of(
                new NDArrayWritable(images.features(index, index + 1)), new IntWritable(images.labels()[index]));
        return new org.datavec.api.records.impl.Record(
                values, new RecordMetaDataIndex(index, location, IdxRecordReader.class));
    }

    @Override
    public boolean batchesSupported() {
        return true;
    }

    @Override
    public List<List<Writable>> next(int num) {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "All " + content.count() + " images were read; call reset to start again.");
        }
        int from = next;
        next = Math.min(content.count(), from + num);
        List<List<Writable>> batch = new NDArrayRecordBatch(content.features(from, next), content.oneHot(from, next));
        invokeListeners(batch);
        return batch;
    }

    @Override
    public List<String> getLabels() {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    @Override
    public void reset() {
        content();
        next = 0;
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    @Override
    public List<Writable> record(URI uri, DataInputStream dataInputStream) {
        throw new UnsupportedOperationException(
                "An image and its label lie in two files, one stream cannot hold both: use initialize with a split.");
    }

    @Override
    public Record loadFromMetaData(RecordMetaData recordMetaData) {
        if (!(recordMetaData instanceof RecordMetaDataIndex index)
                || !index.getURI().equals(location)) {
            throw new IllegalArgumentException(
                    "Metadata of a record: expected an index into " + location + ", received " + recordMetaData + ".");
        }
        return recordAt(Math.toIntExact(index.getIndex()));
    }

    @Override
    public List<Record> loadFromMetaData(List<RecordMetaData> recordMetaDatas) {
        List<Record> records = new ArrayList<>(recordMetaDatas.size());
        for (RecordMetaData metaData : recordMetaDatas) {
            records.add(loadFromMetaData(metaData));
        }
        return records;
    }

    @Override
    public void setConf(Configuration conf) {
        configuration = conf;
    }

    @Override
    public Configuration getConf() {
        return configuration;
    }

    @Override
    public void close() {
        content = null;
    }
}
