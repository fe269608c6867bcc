'use strict';
// Draws the charts from the data in the page: again when the colours change, and for paper.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const SHAPES = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot', 'rectRounded'];
  const styles = getComputedStyle(document.documentElement);
  const variable = name => styles.getPropertyValue(name).trim();
  // The black of the palette means ink, which is white on a dark page.
  const colour = method => {
    const hex = data.methods.find(m => m.name === method).colour;
    return hex === '#000000' ? variable('--ink') : hex;
  };
  const shape = method => SHAPES[data.methods.findIndex(m => m.name === method) % SHAPES.length];
  const pale = (hex, alpha) => hex + Math.round(alpha * 255).toString(16).padStart(2, '0');
  const fixed = (value, digits) => (value === null ? 'not a number' : value.toFixed(digits));
  const signed = (value, digits) => (value > 0 ? '+' : '') + fixed(value, digits);
  const plusMinus = (mean, sd, digits) => fixed(mean, digits) + (sd ? ' ± ' + fixed(sd, digits) : '');

  let charts = [];

  function add(id, config) {
    const canvas = document.getElementById(id);
    if (canvas) {
      config.options = {responsive: true, maintainAspectRatio: false, ...config.options};
      charts.push(new Chart(canvas, config));
    }
  }

  function axis(text, more) {
    return {title: {display: Boolean(text), text}, grid: {color: variable('--grid')}, border: {color: variable('--line')}, ...more};
  }

  function curve(panel) {
    const hidden = new Set();
    const datasets = panel.series.flatMap(series => {
      const line = colour(series.method);
      const points = values => values.map((y, i) => ({x: i + 1, y}));
      const edge = sign => points(series.test.map((mean, i) => (mean === null ? null : mean + sign * series.testSd[i])));
      const plain = {method: series.method, pointRadius: 0, pointHitRadius: 0, borderWidth: 0, fill: false};
      return [
        {...plain, data: edge(1), fill: '+1', backgroundColor: pale(line, 0.18)},
        {...plain, data: edge(-1)},
        {...plain, data: points(series.train), borderColor: line, borderWidth: 1.5, borderDash: [6, 4], pointRadius: data.epochs === 1 ? 3 : 0},
        {
          ...plain, label: series.method, series, data: points(series.test), borderColor: line, borderWidth: 2.2, backgroundColor: line,
          pointStyle: shape(series.method), pointRadius: data.epochs > 40 ? 0 : 3.2, pointHoverRadius: 5,
        },
      ];
    });
    add('curve-' + panel.id, {
      type: 'line',
      data: {datasets},
      options: {
        interaction: {mode: 'index', intersect: false},
        scales: {
          x: axis('epoch', {type: 'linear', min: data.epochs === 1 ? 0 : 1, max: Math.max(2, data.epochs), ticks: {precision: 0}}),
          y: axis(panel.unit, {min: 0, max: panel.top, ticks: {includeBounds: false}}),
        },
        plugins: {
          legend: {
            labels: {usePointStyle: true, boxHeight: 7, filter: item => Boolean(item.text)},
            onClick: (event, item, legend) => {
              const method = item.text;
              hidden.has(method) ? hidden.delete(method) : hidden.add(method);
              legend.chart.data.datasets.forEach((set, i) => {
                if (set.method === method) {
                  legend.chart.setDatasetVisibility(i, !hidden.has(method));
                }
              });
              legend.chart.update();
            },
          },
          tooltip: {
            usePointStyle: true,
            filter: item => Boolean(item.dataset.series),
            itemSort: (a, b) => a.parsed.y - b.parsed.y,
            callbacks: {
              title: items => (items.length ? 'epoch ' + items[0].parsed.x : ''),
              label: item => {
                const series = item.dataset.series;
                const i = item.dataIndex;
                return series.method + ': test ' + plusMinus(series.test[i], series.testSd[i], panel.digits)
                  + ', train ' + fixed(series.train[i], panel.digits);
              },
            },
          },
        },
      },
    });
  }

  // Rows of methods; a thin bar from low to high over each, a mark or a bar for the mean.
  function rows(id, values, unit, label, asBars, name = value => value.method) {
    const names = values.map(name);
    const colours = values.map(value => colour(value.method));
    const interval = {
      type: 'bar', data: values.map(value => [value.low, value.high]), barThickness: asBars ? 3 : 8, grouped: false, order: 1,
      backgroundColor: asBars ? variable('--soft') : colours.map(hex => pale(hex, 0.35)),
    };
    const mean = asBars
      ? {type: 'bar', data: values.map(value => value.mean), barPercentage: 0.7, grouped: false, order: 2, backgroundColor: colours.map(hex => pale(hex, 0.8))}
      : {
        type: 'line', data: values.map((value, i) => ({x: value.mean, y: names[i]})), showLine: false, order: 0, pointRadius: 6,
        pointStyle: values.map(value => shape(value.method)), pointBackgroundColor: colours, pointBorderColor: colours,
      };
    add(id, {
      type: 'bar',
      data: {labels: names, datasets: [interval, mean]},
      options: {
        indexAxis: 'y',
        interaction: {mode: 'index', axis: 'y', intersect: false},
        scales: {
          x: axis(unit, {
            grace: asBars ? 0 : '5%',
            grid: {color: context => variable(context.tick && context.tick.value === 0 ? '--ink' : '--grid')},
            ...(asBars ? {beginAtZero: true} : {suggestedMin: 0, suggestedMax: 0}),
          }),
          y: axis('', {type: 'category', offset: true, grid: {display: false}}),
        },
        plugins: {
          legend: {display: false},
          tooltip: {filter: item => item.datasetIndex === 1, displayColors: false, callbacks: {title: items => (items.length ? values[items[0].dataIndex].method : ''), label: item => label(values[item.dataIndex])}},
        },
      },
    });
  }

  function reliability(diagram) {
    const line = colour(diagram.method);
    const most = Math.max(...diagram.bins.map(bin => bin.count));
    const unit = {min: 0, max: 1, ticks: {stepSize: 0.25, callback: value => value * 100, maxRotation: 0}};
    add(diagram.id, {
      type: 'line',
      data: {
        datasets: [
          {
            data: diagram.bins.map(bin => ({x: bin.confidence, y: bin.accuracy})), borderColor: line, borderWidth: 1.5, backgroundColor: pale(line, 0.55),
            pointStyle: shape(diagram.method), pointRadius: diagram.bins.map(bin => 2 + 7 * Math.sqrt(bin.count / most)), clip: 12,
          },
          {data: [{x: 0, y: 0}, {x: 1, y: 1}], borderColor: variable('--soft'), borderDash: [5, 4], borderWidth: 1.2, pointRadius: 0, pointHitRadius: 0},
        ],
      },
      options: {
        interaction: {mode: 'nearest', axis: 'x', intersect: false},
        scales: {x: axis('says (%)', {type: 'linear', ...unit}), y: axis('is right (%)', unit)},
        plugins: {
          legend: {display: false},
          tooltip: {
            filter: item => item.datasetIndex === 0, displayColors: false,
            callbacks: {
              title: () => '',
              label: item => {
                const bin = diagram.bins[item.dataIndex];
                return ['says ' + fixed(100 * bin.confidence, 1) + ' %', 'right ' + fixed(100 * bin.accuracy, 1) + ' %', bin.count.toLocaleString('en') + ' images'];
              },
            },
          },
        },
      },
    });
  }

  function draw() {
    charts.forEach(chart => chart.destroy());
    charts = [];
    Object.assign(Chart.defaults, {animation: false, color: variable('--soft'), devicePixelRatio: Math.max(2, window.devicePixelRatio)});
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    data.curves.forEach(curve);
    rows('difference', data.differences, 'test error − ' + data.baseline + ' (percentage points)',
      value => signed(value.mean, 2) + ' [' + signed(value.low, 2) + ', ' + signed(value.high, 2) + '] percentage points', false);
    data.gaps.forEach(gap => rows('gap-' + gap.id, gap.values, 'test − train (' + gap.unit + ')',
      value => plusMinus(value.mean, value.sd, gap.digits) + ' ' + gap.unit, true));
    data.reliability.forEach(reliability);
    rows('seconds', data.seconds, 'seconds an epoch', value => fixed(value.mean, 2) + ' s', true, value => value.method + '  ' + fixed(value.mean, 2));
  }

  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  window.addEventListener('beforeprint', () => {
    document.documentElement.classList.add('print');
    draw();
  });
  window.addEventListener('afterprint', () => {
    document.documentElement.classList.remove('print');
    draw();
  });
  draw();
})();
